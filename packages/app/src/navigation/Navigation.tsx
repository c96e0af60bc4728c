import {
  Sidebar,
  SidebarDivider,
  SidebarItem,
  SidebarSpace,
} from '@backstage/core-components';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import type {
  NavContentComponentProps,
  NavContentNavItem,
} from '@backstage/plugin-app-react';
import { AuditReadersOnly } from './AuditReadersOnly';

function NavigationItem({ href, icon, title }: NavContentNavItem) {
  return <SidebarItem to={href} icon={() => icon} text={title} />;
}

export function Navigation({ navItems }: NavContentComponentProps) {
  const items = navItems.withComponent(NavigationItem);
  const settings = items.take('page:user-settings');
  const runs = items.take('page:temporal');
  const approvals = items.take('page:temporal/approvals');
  const audit = items.take('page:temporal/audit');
  // Their own item knows how many are unread.
  items.take('page:notifications');
  return (
    <Sidebar>
      {items.take('page:catalog')}
      <SidebarDivider />
      {runs}
      {approvals}
      <AuditReadersOnly>{audit}</AuditReadersOnly>
      {items.rest({ sortBy: 'title' })}
      <SidebarSpace />
      <SidebarDivider />
      <NotificationsSidebarItem />
      {settings}
    </Sidebar>
  );
}
