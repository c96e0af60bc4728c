import {
  Sidebar,
  SidebarDivider,
  SidebarItem,
  SidebarSpace,
} from '@backstage/core-components';
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
  const audit = items.take('page:temporal/audit');
  return (
    <Sidebar>
      {items.take('page:catalog')}
      <SidebarDivider />
      <AuditReadersOnly>{audit}</AuditReadersOnly>
      {items.rest({ sortBy: 'title' })}
      <SidebarSpace />
      <SidebarDivider />
      {settings}
    </Sidebar>
  );
}
